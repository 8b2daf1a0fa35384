//! Parts of a file: `Range`, `If-Range`.

use serde_json::json;

use super::{attachment, pdf};
use crate::both;
use crate::harness::{Answer, Client};

fn part(client: &Client, file: &str, headers: &[(&str, &str)]) -> Answer {
    let ask = client.ask("GET", &format!("{file}/download"));
    headers.iter().fold(ask, |ask, (name, value)| ask.header(name, value)).send()
}

both! {
    fn a_part_of_a_file_is_given_out_as_it_is_asked_for(app) {
        let bytes = pdf(5_000, 1);
        let file = attachment(app, "Manual.pdf", &bytes);
        let whole = part(app, &file, &[]).expect(200);
        assert_eq!((whole.header("accept-ranges"), whole.body.len()), (Some("bytes"), 5_000));
        let tag = whole.header("etag").expect("a tag").to_owned();
        for (range, first, last) in
            [("bytes=0-99", 0, 99), ("bytes=4990-", 4_990, 4_999), ("bytes=-7", 4_993, 4_999), ("bytes=100-9999", 100, 4_999)]
        {
            let got = part(app, &file, &[("range", range)]).expect(206);
            assert!(got.body == bytes[first..=last], "{range}");
            assert_eq!(got.header("content-range"), Some(format!("bytes {first}-{last}/5000").as_str()));
            assert_eq!(got.header("content-length"), Some((last - first + 1).to_string().as_str()));
            assert_eq!((got.header("content-type"), got.header("etag")), (Some("application/pdf"), Some(tag.as_str())));
        }
        // A range of what the client has is only good while it is the same file.
        part(app, &file, &[("range", "bytes=0-9"), ("if-range", &tag)]).expect(206);
        for other in ["\"other\"", "W/\"other\"", "Sat, 21 Nov 2026 10:00:00 GMT"] {
            assert_eq!(part(app, &file, &[("range", "bytes=0-9"), ("if-range", other)]).expect(200).body.len(), 5_000);
        }
        part(app, &file, &[("range", "bytes=0-9"), ("if-none-match", &tag)]).expect(304);
    }

    fn a_range_behind_the_end_is_refused_and_what_is_none_gives_the_whole_file(app) {
        let file = attachment(app, "Manual.pdf", &pdf(500, 1));
        for range in ["bytes=500-", "bytes=500-600", "bytes=-0"] {
            let refused = part(app, &file, &[("range", range)]).expect(416);
            assert_eq!(refused.header("content-range"), Some("bytes */500"), "{range}");
            assert_eq!(refused.json()["title"], json!("Range Not Satisfiable"));
        }
        for range in ["bytes=5-2", "bytes=0-1,3-4", "lines=0-1", "bytes=x-", "nonsense"] {
            assert_eq!(part(app, &file, &[("range", range)]).expect(200).body.len(), 500, "{range}");
        }
    }
}
