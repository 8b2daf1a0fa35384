//! Sets of rights as text: how roles and tokens keep them, and how people write them.

use super::{Right, Rights};

impl Rights {
    /// Reads `all`, an empty text (no right), or a comma list of rights in which `group:*` stands for a whole group.
    ///
    /// # Errors
    /// The first entry that names no right.
    pub fn parse_list(text: &str) -> Result<Self, String> {
        match text.trim() {
            "" => Ok(Self::none()),
            "all" => Ok(Self::all()),
            list => {
                list.split(',').try_fold(Self::none(), |sum, entry| Ok(sum.union(parse_entry(entry.trim())?)))
            }
        }
    }

    /// The set as text, the same for equal sets: `all`, or a comma list in declaration order.
    #[must_use]
    pub fn to_text(self) -> String {
        if self == Self::all() {
            return "all".to_owned();
        }
        self.iter().map(Right::as_str).collect::<Vec<_>>().join(",")
    }
}

fn parse_entry(entry: &str) -> Result<Rights, String> {
    let found = match entry.strip_suffix(":*") {
        Some(group) => Rights::of_groups(&[group]),
        None => Right::parse(entry).into_iter().collect(),
    };
    if found.is_empty() { Err(entry.to_owned()) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_all_or_rights_or_whole_groups() {
        assert_eq!(Rights::parse_list("all"), Ok(Rights::all()));
        assert_eq!(Rights::parse_list(" "), Ok(Rights::none()));
        assert_eq!(
            Rights::parse_list("account:read, workorder:*"),
            Ok(Rights::of(&[
                Right::WorkOrderRead,
                Right::WorkOrderWrite,
                Right::WorkOrderDelete,
                Right::AccountRead
            ]))
        );
        assert_eq!(
            Rights::parse_list("account:*").map(Rights::to_text),
            Ok("account:read,account:write,account:delete".into())
        );
        assert_eq!(
            Rights::parse_list("update:WOR,queue:all").map(Rights::to_text),
            Ok("queue:read-all,work-order:update".into())
        );
    }

    #[test]
    fn a_list_with_an_unknown_right_names_it() {
        assert_eq!(Rights::parse_list("account:read,order:read"), Err("order:read".to_owned()));
        for text in ["nothing:*", "*", ":*", "account*", "account:", "All", "account:read,all", "accoun:*"] {
            assert!(Rights::parse_list(text).is_err(), "{text}");
        }
        assert_eq!(Rights::parse_list("account:read,"), Err(String::new()));
    }

    #[test]
    fn the_text_of_a_set_is_canonical() {
        assert_eq!(Rights::all().to_text(), "all");
        assert_eq!(Rights::none().to_text(), "");
        let set = Rights::of(&[Right::UserRead, Right::WorkOrderRead, Right::UserRead]);
        assert_eq!(set.to_text(), "workorder:read,user:read");
        assert_eq!(Rights::parse_list(&set.to_text()), Ok(set));
        let most = Rights::all().without(set);
        assert_eq!(Rights::parse_list(&most.to_text()), Ok(most));
    }
}
