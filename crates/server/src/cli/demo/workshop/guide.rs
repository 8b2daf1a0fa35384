//! The document that the workshop follows when it mounts a logger: a PDF of one page, drawn here.

use std::fmt::Write as _;

use anyhow::Context;
use docket_app::attachment::{self, Said};
use docket_app::file;
use docket_domain::entity::EntityType;
use docket_domain::file::FileType;
use serde_json::json;

use super::Made;
use crate::cli::demo::company::{Company, object};
use crate::cli::say::explain;

/// What the document is called.
pub(super) const GUIDE: &str = "Mounting guide.pdf";

/// What is to be done, in order.
const STEPS: [&str; 5] = [
    "1  Choose a wall in the shade, 1.5 m above the floor.",
    "2  Hold the plate level and mark two holes, 60 mm apart.",
    "3  Drill 5 mm, push the plugs in, screw the plate on.",
    "4  Put the battery in and hang the logger on the plate.",
    "5  Wait for the green light, then write down the reading.",
];

/// The wall, the plate with its holes, and the logger, in points from the lower left corner.
const DRAWING: &str = "0.06 0.46 0.43 RG 2 w 70 110 m 70 470 l S 0.6 g 50 110 20 360 re f \
    1 w 90 250 60 130 re S 115 355 10 10 re S 115 265 10 10 re S \
    2 w 240 230 150 170 re S 265 320 100 50 re S 0.35 0.82 0.54 rg 305 255 20 20 re f \
    1 w [4 3] 0 d 150 315 m 240 315 l S [] 0 d \
    170 355 m 170 275 l S 165 347 m 170 355 l 175 347 l S 165 283 m 170 275 l 175 283 l S ";

/// Makes it, on the way that every attachment comes.
pub(super) async fn fill(company: &Company, made: &mut Made) -> anyhow::Result<()> {
    let pdf = document();
    let media = FileType::Pdf.media();
    let body = object(json!({"name": GUIDE, "type": media, "size": pdf.len()}));
    let signed = attachment::sign(&company.office(company.now), body).await.map_err(explain)?;
    let id = signed.view.id;
    let op = attachment::admit(&company.app, &id, &signed.address).await.map_err(explain)?;
    let said = Said { media: Some(media.to_owned()), size: Some(pdf.len() as u64) };
    attachment::deliver(&op, &id, said, file::whole(pdf)).await.map_err(explain).context(GUIDE)?;
    made.0.insert((EntityType::File, GUIDE.to_owned()), id);
    Ok(())
}

/// The bytes of the document.
fn document() -> Vec<u8> {
    let page = page();
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>"
            .to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        format!("<</Length {}>>stream\n{page}\nendstream", page.len()),
    ];
    let mut pdf = String::from("%PDF-1.4\n");
    let mut places = String::from("0000000000 65535 f \n");
    for (nth, object) in objects.iter().enumerate() {
        put(&mut places, format_args!("{:010} 00000 n \n", pdf.len()));
        put(&mut pdf, format_args!("{} 0 obj\n{object}\nendobj\n", nth + 1));
    }
    let (count, table) = (objects.len() + 1, pdf.len());
    put(
        &mut pdf,
        format_args!(
            "xref\n0 {count}\n{places}trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"
        ),
    );
    pdf.into_bytes()
}

/// What is drawn on the page.
fn page() -> String {
    let mut page = format!("{DRAWING}0 g BT /F 24 Tf 50 760 Td (Mounting a temperature logger) Tj ET ");
    for (nth, step) in STEPS.iter().enumerate() {
        put(&mut page, format_args!("BT /F 14 Tf 50 {} Td ({step}) Tj ET ", 700 - 28 * nth));
    }
    put(
        &mut page,
        format_args!("BT /F 11 Tf 178 335 Td (60 mm) Tj 72 -124 Td (logger) Tj -158 20 Td (plate) Tj ET"),
    );
    page
}

fn put(text: &mut String, more: std::fmt::Arguments<'_>) {
    text.write_fmt(more).expect("a String takes all that is written to it");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_document_leads_to_its_objects() {
        let pdf = String::from_utf8(document()).expect("it is text");
        assert!(pdf.len() < 3_000, "{}", pdf.len());
        assert_eq!(FileType::of(pdf.as_bytes()), Some(FileType::Pdf));
        let start =
            pdf.rsplit("startxref\n").next().and_then(|end| end.lines().next()).expect("where the table is");
        let table = &pdf[start.parse::<usize>().expect("a number")..];
        assert!(table.starts_with("xref\n0 6\n"), "{table}");
        let places: Vec<&str> = table.lines().skip(3).take(5).collect();
        for (nth, place) in places.iter().enumerate() {
            let place: usize = place[..10].parse().expect("a number");
            assert!(pdf[place..].starts_with(&format!("{} 0 obj", nth + 1)), "{place}");
        }
    }
}
