//! Attaching a file to something, from either side.

use serde_json::json;

use super::{attach, attachment, pdf};
use crate::both;
use crate::niagara::access::someone;
use crate::niagara::relations::{relate, relations};
use crate::niagara::world::{get, make, message, order, project, wrong};

both! {
    fn a_file_is_attached_from_either_side_once(app) {
        let project = project(app);
        let order = make(app, "work-orders", order(&project, "Tablets"));
        let path = attachment(app, "Manual.pdf", &pdf(500, 1));
        let file = path.trim_start_matches("/attachments/");
        let made = attach(app, &path, "PRJ", &project).expect(201).json();
        assert_eq!((&made["direction"], &made["label"]), (&json!("OUTWARD"), &json!("Attachment For")));
        assert_eq!(made["_links"]["nter:project"]["href"], format!("{}/projects/{project}", app.base()));
        attach(app, &path, "PRJ", &project).expect(409);
        let of_order = format!("/work-orders/{order}");
        let made = relate(app, &of_order, "file", "FILE", file).expect(201).json();
        assert_eq!((&made["direction"], &made["entity"]["label"]), (&json!("INWARD"), &json!("Manual.pdf")));
        assert_eq!(made["_links"]["nter:file"]["href"], format!("{}{path}", app.base()));
        relate(app, &format!("/projects/{project}"), "file", "FILE", file).expect(409);
        attach(app, &path, "WOR", &order).expect(409);

        let attached = relations(app, &format!("{path}?filter[relation]=file"));
        assert_eq!(attached.len(), 2);
        let seen = relations(app, &format!("{of_order}?filter[entity_type]=FILE"));
        assert_eq!((seen.len(), &seen[0]["entity"]["entity_id"]), (1, &json!(file)));
        let relation = format!("{of_order}/relations/{}", made["relation_id"].as_str().expect("an id"));
        assert_eq!(app.ask("DELETE", &relation).send().expect(200).json()["relation"], "file");
        assert_eq!(relations(app, &format!("{path}?filter[relation]=file")).len(), 1);
        get(app, &path);
    }

    fn only_files_are_attached_and_not_to_files(app) {
        let project = project(app);
        let path = attachment(app, "Manual.pdf", &pdf(500, 1));
        let other = attachment(app, "Other.pdf", &pdf(500, 2));
        let file = other.trim_start_matches("/attachments/");
        assert_eq!(wrong(attach(app, &path, "FILE", file)), message("attaches", ".relation"));
        let order = make(app, "work-orders", order(&project, "Tablets"));
        let of_project = format!("/projects/{project}");
        assert_eq!(wrong(relate(app, &of_project, "file", "WOR", &order)), message("attaches", ".relation"));
        let nothing = message("exists", ".entity.entity_id");
        assert_eq!(wrong(attach(app, &path, "PRJ", "none")), nothing);
        assert_eq!(wrong(relate(app, &of_project, "file", "FILE", "none")), nothing);
        relate(&app.stranger(), &of_project, "file", "FILE", file).expect(404);
    }

    fn attaching_takes_the_right_to_attach_the_file_and_to_change_the_target(app) {
        let project = project(app);
        let of_project = format!("/projects/{project}");
        let reads = "program:read,customer:read,project:read,project:relations-read-all";
        for (name, rights, from_file, from_project) in [
            ("ann", "file:read,file:attach", 403, 403),
            ("bob", "file:read,project:update,project:attach", 403, 403),
            ("cyd", "file:read,file:attach,project:attach", 403, 403),
            ("dan", "file:read,file:attach,project:update", 201, 403),
            ("eva", "file:read,file:attach,project:update,project:attach", 201, 201),
        ] {
            let client = someone(app, name, &format!("{reads},{rights}"));
            let (one, other) = (attachment(app, "One", &pdf(500, 1)), attachment(app, "Other", &pdf(500, 2)));
            assert_eq!(attach(&client, &one, "PRJ", &project).status, from_file, "{name}");
            let other = other.trim_start_matches("/attachments/");
            assert_eq!(relate(&client, &of_project, "file", "FILE", other).status, from_project, "{name}");
        }
        let fay = someone(app, "fay", &format!("{reads},project:update,project:attach"));
        let hidden = attachment(app, "Hidden", &pdf(500, 3));
        let hidden = hidden.trim_start_matches("/attachments/");
        let nothing = message("exists", ".entity.entity_id");
        assert_eq!(wrong(relate(&fay, &of_project, "file", "FILE", hidden)), nothing);
    }

    fn a_file_that_is_attached_to_a_user_is_read_by_the_user(app) {
        let path = attachment(app, "Contract.pdf", &pdf(500, 1));
        let ann = someone(app, "ann", "me:profile");
        ann.ask("GET", &path).send().expect(403);
        attach(app, &path, "USER", "ann").expect(201);
        get(&ann, &path);
    }
}
