/** `T2`, `S1`, `F3` as people say it: Table 2, Table S1, Figure 3. */
export function itemLabel(id: string): string {
  const [kind, number] = [id[0]!, id.slice(1)];
  return kind === 'F' ? `Figure ${number}` : `Table ${kind === 'S' ? id : number}`;
}
