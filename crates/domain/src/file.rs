//! Files: what they are by their first bytes, and how large they may be.

/// The largest photo, in bytes.
pub const LARGEST_PHOTO: u64 = 20 * 1024 * 1024;
/// The largest signature, in bytes: it stands in the job's document.
pub const LARGEST_SIGNATURE: u64 = 512 * 1024;
/// The largest PDF, in bytes.
pub const LARGEST_PDF: u64 = 10_485_760;

/// How many of its first bytes tell what a file is.
pub const TELLING: usize = 12;

/// The types of file that are kept.
#[expect(missing_docs, reason = "each name is the type's own")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileType {
    Jpeg,
    Png,
    Webp,
    Pdf,
}

impl FileType {
    /// Every type.
    pub const ALL: [Self; 4] = [Self::Jpeg, Self::Png, Self::Webp, Self::Pdf];

    /// The type of a file that begins with these bytes ([`TELLING`] of them are enough); `None` for any other.
    #[must_use]
    pub fn of(first: &[u8]) -> Option<Self> {
        if first.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else if first.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if first.starts_with(b"RIFF") && first.get(8..12) == Some(b"WEBP") {
            Some(Self::Webp)
        } else {
            first.starts_with(b"%PDF-").then_some(Self::Pdf)
        }
    }

    /// The media type.
    #[must_use]
    pub fn media(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
        }
    }

    /// The type with this media type; parameters and case don't count.
    #[must_use]
    pub fn from_media(media: &str) -> Option<Self> {
        let essence = media.split(';').next().unwrap_or_default().trim();
        let is = |kind: &Self| kind.media().eq_ignore_ascii_case(essence);
        let often = essence.eq_ignore_ascii_case("image/jpg").then_some(Self::Jpeg);
        Self::ALL.into_iter().find(is).or(often)
    }

    /// What names of such files end with, without a dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
        }
    }

    /// Whether it is a picture.
    #[must_use]
    pub fn is_picture(self) -> bool {
        self != Self::Pdf
    }

    /// Whether a file of this type fits what its sender says it is; who says nothing, or only that it is bytes, is not wrong.
    #[must_use]
    pub fn fits(self, said: Option<&str>) -> bool {
        let Some(said) = said.map(str::trim).filter(|said| !said.is_empty()) else { return true };
        said.eq_ignore_ascii_case("application/octet-stream") || Self::from_media(said) == Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::FileType;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        let cases: [(&[u8], Option<FileType>); 8] = [
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01", Some(FileType::Jpeg)),
            (b"\x89PNG\r\n\x1a\n\0\0\0\r", Some(FileType::Png)),
            (b"RIFF\x10\0\0\0WEBP", Some(FileType::Webp)),
            (b"%PDF-1.7\n", Some(FileType::Pdf)),
            (b"RIFF\x10\0\0\0WAVE", None),
            (b"RIFF", None),
            (b"<html>", None),
            (b"", None),
        ];
        for (bytes, kind) in cases {
            assert_eq!(FileType::of(bytes), kind, "{bytes:?}");
        }
    }

    #[test]
    fn media_types_are_read_as_they_are_written() {
        for kind in FileType::ALL {
            assert_eq!(FileType::from_media(kind.media()), Some(kind));
        }
        assert_eq!(FileType::from_media("IMAGE/JPG; q=1"), Some(FileType::Jpeg));
        assert_eq!(FileType::from_media("text/html"), None);
    }

    #[test]
    fn who_says_nothing_of_a_file_is_not_wrong_and_who_says_another_type_is() {
        assert!(FileType::Png.fits(None) && FileType::Png.fits(Some("application/octet-stream")));
        assert!(FileType::Png.fits(Some("image/png")));
        assert!(!FileType::Png.fits(Some("image/jpeg")) && !FileType::Png.fits(Some("text/plain")));
    }
}
