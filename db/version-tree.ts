/** A message's place among the versions of its conversation. */
export interface Place {
  seq: number;
  /** The seq of the message that it follows; 0 for none, null for the message before it by seq. */
  parentSeq: number | null;
  active: boolean;
}

/**
 * Which version was shown last at a fork, as the seq of the first message of that version by the seq that it follows.
 * Only of forks that aren't shown, and only where it isn't the newest version.
 */
export type LastShown = Readonly<Record<string, number>>;

/** What becomes of the messages when another branch is shown. */
export interface BranchChange {
  /** The seqs of the branch, in order. */
  shown: number[];
  lastShown: LastShown;
}

/**
 * The branch that a message is in: what it follows, itself, and below it the version that was shown last at each fork.
 *
 * @param places all messages of the conversation by seq
 */
export function branchOf(places: readonly Place[], seq: number, lastShown: LastShown): BranchChange {
  const tree = treeOf(places);
  const shown: number[] = [];
  for (let at = seq; at > 0; at = tree.parents.get(at) ?? 0) shown.unshift(at);
  for (let at = chosen(tree, seq, lastShown); at !== undefined; at = chosen(tree, at, lastShown))
    shown.push(at);
  const kept = new Set(shown);
  const left = places.filter((place) => place.active && !kept.has(place.seq)).map((place) => place.seq);
  const after = rememberLeft(tree, left, lastShown);
  return { shown, lastShown: withoutKeys(after, kept) };
}

/**
 * Which versions to remember when the last messages of the shown branch are put aside.
 *
 * @param places all messages from the first one that is put aside on, by seq
 */
export function leave(places: readonly Place[], lastShown: LastShown): LastShown {
  const left = places.filter(({ active }) => active).map(({ seq }) => seq);
  return rememberLeft(treeOf(places), left, lastShown);
}

interface Tree {
  parents: ReadonlyMap<number, number>;
  /** By seq, the oldest first. */
  children: ReadonlyMap<number, number[]>;
}

function treeOf(places: readonly Place[]): Tree {
  const parents = new Map<number, number>();
  const children = new Map<number, number[]>();
  let before = 0;
  for (const { seq, parentSeq } of places) {
    const parent = parentSeq ?? before;
    parents.set(seq, parent);
    children.set(parent, [...(children.get(parent) ?? []), seq]);
    before = seq;
  }
  return { parents, children };
}

function chosen({ children }: Tree, seq: number, lastShown: LastShown): number | undefined {
  const versions = children.get(seq) ?? [];
  return versions.find((child) => child === lastShown[seq]) ?? versions.at(-1);
}

/** The first one that is left isn't remembered: the fork itself stays, with another version. */
function rememberLeft({ parents, children }: Tree, left: readonly number[], before: LastShown): LastShown {
  const after = { ...before };
  for (const seq of left.slice(1)) {
    const parent = parents.get(seq) ?? 0;
    if (children.get(parent)?.at(-1) === seq) delete after[parent];
    else after[parent] = seq;
  }
  return after;
}

const withoutKeys = (record: LastShown, keys: ReadonlySet<number>): LastShown =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.has(Number(key))));
