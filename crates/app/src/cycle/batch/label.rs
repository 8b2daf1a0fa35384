//! The labels of batches: `Batch A`, `Batch B` … `Batch Z`, `Batch AA` …

/// The label of a work order's n-th batch, counted from 1.
pub(super) fn of(n: i64) -> String {
    let mut letters = Vec::new();
    let mut rest = n.max(1);
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    format!("Batch {}", letters.iter().rev().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn labels_go_from_a_to_z_and_on_with_two_letters() {
        let expected =
            [(1, "A"), (2, "B"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA")];
        for (n, letters) in expected {
            assert_eq!(of(n), format!("Batch {letters}"));
        }
    }
}
