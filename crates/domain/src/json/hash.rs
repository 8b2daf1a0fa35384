//! A quick fingerprint of stored bytes, for ETags.

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const FACTOR: u64 = 0xd6e8_feb8_6659_fd93;

/// A 64-bit fingerprint of `bytes` that is the same on every machine and in every version of Docket.
///
/// It tells documents apart; it is no protection against someone who looks for two with the same fingerprint.
pub fn hash(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut state = SEED ^ bytes.len() as u64;
    for word in words {
        state = fold(state ^ u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    fold(fold(state ^ u64::from_le_bytes(last)) ^ SEED)
}

fn fold(word: u64) -> u64 {
    let product = u128::from(word) * u128::from(FACTOR);
    // The low half loses the word's high bits, the high half its low bits: both are needed, and the word itself
    // keeps two words with equal halves apart.
    (product as u64) ^ ((product >> 64) as u64) ^ word.rotate_left(32)
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn the_fingerprint_never_changes() {
        assert_eq!(
            [hash(b""), hash(b"{}"), hash(br#"{"OrderNum":"1214"}"#)],
            [3_986_673_839_762_157_106, 755_274_210_256_177_819, 14_164_267_281_959_313_938]
        );
    }

    #[test]
    fn one_changed_bit_or_one_more_zero_byte_changes_the_fingerprint() {
        let original = vec![b'a'; 650];
        let mut seen = std::collections::HashSet::from([hash(&original)]);
        for bit in 0..original.len() * 8 {
            let mut changed = original.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(seen.insert(hash(&changed)), "bit {bit}");
        }
        assert_ne!(hash(b"\0"), hash(b"\0\0"));
    }
}
