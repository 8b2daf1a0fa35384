//! Which row a box is in.

use super::Link;

/// How many rows a link may pass before it goes around the side.
const MAX_SPAN: usize = 12;

/// The rows of the boxes, and which links go around the side.
pub(super) struct Layers {
    /// The row of each box.
    pub(super) row: Vec<usize>,
    /// How each link goes.
    pub(super) course: Vec<Course>,
}

/// How a link goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// Down, between the boxes.
    Down,
    /// Up around the left side.
    Back,
    /// Down around the right side.
    Far,
}

/// Finds the rows.
pub(super) fn find(boxes: usize, links: &[Link], first: usize) -> Layers {
    let mut leaving = vec![Vec::new(); boxes];
    for (index, link) in links.iter().enumerate() {
        leaving[link.from].push(index);
    }
    let leads_back = back(links, &leaving, first);
    let row = rows(links, &leaving, &leads_back);
    let course = |(link, back): (&Link, &bool)| {
        if *back {
            Course::Back
        } else if row[link.to] - row[link.from] > MAX_SPAN {
            Course::Far
        } else {
            Course::Down
        }
    };
    let course = links.iter().zip(&leads_back).map(course).collect();
    Layers { row, course }
}

/// Which links close a circle, walking in depth from the first box, then from any that it does not reach.
fn back(links: &[Link], leaving: &[Vec<usize>], first: usize) -> Vec<bool> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Not,
        Open,
        Done,
    }
    let mut seen = vec![Seen::Not; leaving.len()];
    let mut back = vec![false; links.len()];
    for start in std::iter::once(first).chain(0..leaving.len()) {
        if seen[start] != Seen::Not {
            continue;
        }
        seen[start] = Seen::Open;
        let mut stack = vec![(start, 0)];
        while let Some((here, next)) = stack.last_mut() {
            let Some(&link) = leaving[*here].get(*next) else {
                seen[*here] = Seen::Done;
                stack.pop();
                continue;
            };
            *next += 1;
            let to = links[link].to;
            match seen[to] {
                Seen::Open => back[link] = true,
                Seen::Done => {}
                Seen::Not => {
                    seen[to] = Seen::Open;
                    stack.push((to, 0));
                }
            }
        }
    }
    back
}

/// Every box comes in the row after the last of those that lead to it.
fn rows(links: &[Link], leaving: &[Vec<usize>], back: &[bool]) -> Vec<usize> {
    let mut row = vec![0; leaving.len()];
    let mut awaited = vec![0_usize; leaving.len()];
    for (link, _) in links.iter().zip(back).filter(|(_, back)| !**back) {
        awaited[link.to] += 1;
    }
    let mut ready: Vec<usize> = (0..leaving.len()).filter(|&index| awaited[index] == 0).collect();
    while let Some(here) = ready.pop() {
        for link in leaving[here].iter().filter(|&&link| !back[link]).map(|&link| &links[link]) {
            row[link.to] = row[link.to].max(row[here] + 1);
            awaited[link.to] -= 1;
            if awaited[link.to] == 0 {
                ready.push(link.to);
            }
        }
    }
    row
}
