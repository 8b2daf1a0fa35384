//! The document that the workshop follows when it mounts a logger: a PDF of one page, drawn here.

mod page;
mod pen;

use std::fmt::Write as _;

use anyhow::Context;
use docket_app::attachment::{self, Said};
use docket_app::file;
use docket_domain::entity::EntityType;
use docket_domain::file::FileType;
use serde_json::json;

use self::pen::Font;
use super::Made;
use crate::cli::demo::company::{Company, object};
use crate::cli::say::explain;

/// What the document is called.
pub(super) const GUIDE: &str = "Mounting guide.pdf";

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
    let page = page::page();
    let fonts = Font::ALL.map(|(name, _)| name).into_iter().zip(5..);
    let fonts: String = fonts.map(|(name, object)| format!("/{name} {object} 0 R")).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<<{fonts}>>>>>>"
        ),
        format!("<</Length {}>>stream\n{page}\nendstream", page.len()),
    ];
    objects.extend(Font::ALL.map(|(_, called)| {
        format!("<</Type/Font/Subtype/Type1/BaseFont/{called}/Encoding/WinAnsiEncoding>>")
    }));
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

fn put(text: &mut String, more: std::fmt::Arguments<'_>) {
    text.write_fmt(more).expect("a String takes all that is written to it");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_document_leads_to_its_objects() {
        let pdf = String::from_utf8(document()).expect("it is text");
        assert!(pdf.len() < 10_000, "{}", pdf.len());
        assert_eq!(FileType::of(pdf.as_bytes()), Some(FileType::Pdf));
        let start =
            pdf.rsplit("startxref\n").next().and_then(|end| end.lines().next()).expect("where the table is");
        let table = &pdf[start.parse::<usize>().expect("a number")..];
        assert!(table.starts_with("xref\n0 7\n"), "{table}");
        let places: Vec<&str> = table.lines().skip(3).take(6).collect();
        for (nth, place) in places.iter().enumerate() {
            let place: usize = place[..10].parse().expect("a number");
            assert!(pdf[place..].starts_with(&format!("{} 0 obj", nth + 1)), "{place}");
        }
    }

    #[test]
    fn what_is_drawn_stays_on_the_page() {
        let page = page::page();
        let places = page.lines().filter_map(|line| line.split(" Td (").next()?.split(" Tf ").nth(1));
        let places: Vec<Vec<f32>> =
            places.map(|at| at.split(' ').map(|n| n.parse().expect("a number")).collect()).collect();
        assert!(places.len() > 20, "{page}");
        assert!(
            places.iter().all(|at| (40.0..=545.0).contains(&at[0]) && (30.0..=812.0).contains(&at[1])),
            "{places:?}"
        );
    }
}
