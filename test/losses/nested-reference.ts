import { prior, type Row } from './reference.js';

/** z + log π. */
export function balanced(logits: Row, counts: Row): number[] {
  const shares = prior(counts);
  return logits.map((value, k) => value + Math.log(shares[k]!));
}

/** The label and the classes whose logits are among the largest others, at least two in all; ties at the end count. */
export function hardest(logits: Row, label: number, share: number): Set<number> {
  const rivals = logits.map((_, k) => k).filter((k) => k !== label);
  const count = Math.max(1, Math.floor(Math.round(share * logits.length * 1e6) / 1e6) - 1);
  const least = rivals.map((k) => logits[k]!).sort((a, b) => b - a)[count - 1]!;
  return new Set([label, ...rivals.filter((k) => logits[k]! >= least)]);
}

/** The hard classes in order, and the label's place among them. */
export function restricted(logits: Row, label: number, share: number): { kept: number[]; place: number } {
  const kept = [...hardest(logits, label, share)].sort((a, b) => a - b);
  return { kept, place: kept.indexOf(label) };
}
