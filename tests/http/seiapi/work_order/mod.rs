//! `/seiapi/v3/trans/WorkOrder/{num}` and what stands below it.
//!
//! Where each rule of the dialect and each trap in its documentation is tried:
//!
//! | Rule or trap | Tests |
//! |---|---|
//! | a job is dispatched when `UserName` and `PlannedStartDate` are both there | `dispatch_rule::the_status_follows_from_technician_and_start` |
//! | the examples' status 3 without either stays | `dispatch_rule::without_technician_and_start_the_clients_status_stays`, `patch_examples` |
//! | the prose says `User`, the document `UserName` | `dispatch_rule::a_property_named_user_dispatches_nothing` |
//! | reassigned, unassigned, unscheduled, changed | `dispatch_rule::a_reassigned_job_is_dispatched_anew`, `…::a_job_that_loses_its_start_falls_back`, `…::a_change_keeps_the_time_of_dispatch` |
//! | which technician is told what | `notices` |
//! | delete, and the number's next life | `delete` |
//! | an account or location named only by its number is filled in, else it is an override | `join` |
//! | `AccountLoc`/`LocNum` are `Location`/`LocationNum` | `join::the_names_of_the_prose_are_accepted_and_stored_as_those_of_the_document` |
//! | PUT inserts or replaces, POST replaces what exists, PATCH merges | `put`, `post`, `patch` |
//! | `_fields`, then `_paths`, then the merge | `patch::fields_go_first_then_paths_then_the_merge` |
//! | `{}` removes | `patch::an_empty_object_removes_at_every_depth`, `patch_examples::example_4…` |
//! | keys of collections, by path and not by name | `patch::every_collection_is_told_apart_by_its_own_key`, `patch::the_same_name_means_different_things_at_different_places` |
//! | the same inside elements, and collections without a key | `patch::collections_inside_elements_are_told_apart_by_their_own_key_too`, `patch::collections_without_a_key_are_replaced_wherever_they_stand` |
//! | every documented property, of the documented container | `put::every_documented_property_is_stored_and_a_patch_with_all_of_them_changes_nothing` |
//! | a section that a PATCH empties but for its number is not filled in again | `join::what_a_patch_takes_out_of_an_account_stays_out_and_a_put_of_the_number_fills_it_in_again` |
//! | elements without a key are appended | `patch::an_element_without_its_key_is_appended` |
//! | `FollowupSchedule` is one object with `Delete` | `patch::the_followup_schedule_is_removed_by_delete` |
//! | `Delete`, `_fields`, `_paths` are never stored | `put::control_members_are_never_stored`, `patch::control_members_are_never_stored` |
//! | lenient single values, unknown properties, open names | `put::everything_comes_back_as_it_was_sent` |
//! | duplicate keys in a collection | `put::equal_keys_in_a_collection_are_stored_as_sent`, `patch::equal_keys_mean_the_first_and_apply_in_sequence` |
//! | sections that override are not checked for completeness | `join::an_override_is_stored_as_sent` |
//! | numbers with dots and other characters in the address | `put::any_number_can_be_an_address` |
//! | a PATCH body is partial, only containers are checked | `patch::a_patch_of_nothing_but_its_number_changes_nothing`, `crate::bad_input::document` |
//! | the document samples are no strict JSON, ours is | `crate::bad_input::json::what_is_not_json_is_refused` |
//! | a bad path, and paths that hit `OrderNum` or `$` | `crate::bad_input::paths` |
//! | 404 (410 by configuration), 400 and the one error body | `get`, `post`, `crate::bad_input`, `crate::options` |

mod delete;
mod dispatch;
mod dispatch_rule;
mod get;
mod join;
mod notices;
mod patch;
mod patch_examples;
mod photos;
mod post;
mod put;
mod tech_notes;
