//! A quick fingerprint of stored bytes, for ETags.

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const FACTOR: u64 = 0xd6e8_feb8_6659_fd93;

/// A 64-bit fingerprint of `bytes` that is the same on every machine and in every version of Docket.
///
/// It tells documents apart; it is no protection against someone who looks for two with the same fingerprint.
pub fn hash(bytes: &[u8]) -> u64 {
    let (blocks, rest) = bytes.as_chunks::<32>();
    let (words, rest) = rest.as_chunks::<8>();
    // Four lanes wait for none of the others, so the processor works at all of them at once.
    let mut lanes = [SEED, SEED.rotate_left(16), SEED.rotate_left(32), SEED.rotate_left(48)];
    for block in blocks {
        for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
            *lane = fold(*lane ^ u64::from_le_bytes(*word));
        }
    }
    let mut state = lanes.into_iter().fold(bytes.len() as u64, |state, lane| fold(state ^ lane));
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
        let long = br#"{"OrderNum":"1214","OrderStatus":"1","Priority":"1003"}"#;
        assert_eq!(
            [hash(b""), hash(b"{}"), hash(br#"{"OrderNum":"1214"}"#), hash(long)],
            [
                2_451_843_435_752_302_258,
                1_184_033_083_171_582_828,
                1_652_824_011_936_532_753,
                15_392_104_547_309_819_939
            ]
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
