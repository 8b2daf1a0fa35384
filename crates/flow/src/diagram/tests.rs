use std::fs;
use std::path::Path;

use docket_domain::work_flow::accept;
use serde_json::{Value, json};

use super::*;
use crate::history::Past;

fn definition(steps: &Value, starts_at: &str) -> Definition {
    let body = json!({"label": "A & <B>\u{1}", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": starts_at, "steps": steps});
    accept(body.as_object().unwrap()).unwrap().definition
}

/// Whether every element ends in the right order and no stray character is left.
fn is_well_formed(svg: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg.trim_end();
    while let Some(at) = rest.find('<') {
        let Some(end) = rest[at..].find('>').map(|end| at + end) else { return false };
        let tag = &rest[at + 1..end];
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with('/') {
            if !tag.matches('"').count().is_multiple_of(2) {
                return false;
            }
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    open.is_empty() && rest.is_empty() && !svg.contains(|c: char| c < ' ' && c != '\n')
}

fn chain(count: usize) -> Value {
    let mut steps = json!({"done": {"step_type": "success", "label": "Done"}, "failed": {"step_type": "fail", "label": "Failed"}});
    for n in 1..=count {
        let next = if n == count { "done".to_owned() } else { format!("s{}", n + 1) };
        steps[format!("s{n}")] =
            json!({"step_type": "pass", "label": format!("Step {n}"), "goto": next, "goto_fail": "failed"});
    }
    steps
}

#[test]
fn every_work_flow_of_the_collection_has_a_picture() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/work_flows");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let definition = accept(file["work_flow"].as_object().unwrap()).unwrap().definition;
        let svg = diagram(&definition, None);
        assert!(is_well_formed(&svg), "{}", path.display());
        for step in &definition.steps {
            assert!(
                svg.contains(&format!("data-step=\"{}\"", step.key)),
                "{} in {}",
                step.key,
                path.display()
            );
        }
        for number in ["NaN", "inf"] {
            assert!(
                !svg.contains(&format!("\"{number}")) && !svg.contains(&format!(" {number} ")),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn a_picture_tells_what_it_shows_and_lets_no_text_out() {
    let svg = diagram(&definition(&chain(1), "s1"), None);
    assert!(svg.starts_with(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"title about\""
    ));
    assert!(svg.contains(
        "<title id=\"title\">A &amp; &lt;B&gt;\u{fffd}</title><desc id=\"about\">for units · 3 steps</desc>"
    ));
    assert!(is_well_formed(&svg));
}

#[test]
fn the_path_of_a_run_is_marked() {
    let past = |step: &str, next: &str, error| Past {
        step: step.to_owned(),
        started: 0,
        ended: 1,
        error,
        timeout: false,
        next: Some(next.to_owned()),
        by: None,
        done: None,
        reason: None,
    };
    let past = [past("s1", "s2", false), past("s2", "failed", true)];
    let taken = Taken::through(&past, vec!["failed".to_owned()]);
    let svg = diagram(&definition(&chain(3), "s1"), Some(&taken));
    for part in [
        "<g class=\"step pass visited\" data-step=\"s1\"",
        "<g class=\"step pass visited troubled\" data-step=\"s2\"",
        "<g class=\"step pass new\" data-step=\"s3\"",
        "<g class=\"step failure end visited\" data-step=\"failed\"",
        "Step 2 (s2) · 1× here, 1× failed",
        "Failed (failed) · 1× here, now",
        "class=\"pulse\"",
        "class=\"arrow fail path\"",
    ] {
        assert!(svg.contains(part), "{part}");
    }
    assert!(is_well_formed(&svg));
}

#[test]
fn five_hundred_steps_that_all_lead_everywhere_are_drawn_in_time_and_room() {
    let mut steps = json!({"done": {"step_type": "success", "label": "Done"}});
    for n in 0..499_usize {
        let choices: Vec<Value> = (0..20)
            .map(|m| json!({"and": [{"variable": "x", "equals": m}], "goto": format!("s{}", (n * 31 + m * 97) % 499)}))
            .collect();
        steps[format!("s{n}")] = json!({"step_type": "decision", "label": format!("Step {n}"), "choices": choices, "goto": "done", "goto_fail": "done"});
    }
    let svg = diagram(&definition(&steps, "s0"), None);
    assert!(is_well_formed(&svg));
    assert!(svg.len() < 12 * 1024 * 1024, "{} bytes", svg.len());
    let svg = diagram(&definition(&chain(498), "s1"), None);
    assert!(is_well_formed(&svg) && svg.len() < 1024 * 1024, "{} bytes", svg.len());
}
