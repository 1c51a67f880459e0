import fc from "fast-check";
import { expect, test } from "vitest";
import { branchOf, type LastShown, leave, type Place } from "./version-tree.ts";

/** A tree in which each node points at the child that was shown last. */
interface Node {
  seq: number;
  parent: Node | null;
  children: Node[];
  selected: Node | undefined;
}

const nodeOf = (seq: number, parent: Node | null): Node => ({
  seq,
  parent,
  children: [],
  selected: undefined,
});

function below(node: Node): Node[] {
  const next = node.selected ?? node.children.at(-1);
  return next ? [next, ...below(next)] : [];
}

function select(node: Node): void {
  if (node.parent) {
    node.parent.selected = node;
    select(node.parent);
  }
}

/** A message is added (0), or an earlier one answered again (odd) or shown (even), at a random place. */
const steps = fc.array(fc.nat(200), { minLength: 1, maxLength: 60 });

test("branches are shown and left as in a tree that points at the child that was shown last", () => {
  fc.assert(
    fc.property(steps, (numbers) => {
      const root = nodeOf(0, null);
      const nodes = [root];
      let places: Place[] = [];
      let lastShown: LastShown = {};
      const shown = () => places.filter(({ active }) => active).map(({ seq }) => seq);
      const show = (seqs: number[]) => {
        places = places.map((place) => ({ ...place, active: seqs.includes(place.seq) }));
      };
      const add = () => {
        const parent = shown().at(-1) ?? 0;
        const seq = nodes.length;
        places = [...places, { seq, parentSeq: parent === seq - 1 ? null : parent, active: true }];
        const node = nodeOf(seq, nodes[parent] ?? root);
        node.parent?.children.push(node);
        nodes.push(node);
        select(node);
      };
      for (const number of numbers) {
        const path = shown();
        if (number === 0 || number % 3 === 0 || places.length === 0) add();
        else if (number % 2 === 1) {
          const anchor = path[number % path.length] ?? 0;
          lastShown = leave(
            places.filter(({ seq }) => seq > anchor),
            lastShown,
          );
          show(path.filter((seq) => seq <= anchor));
          add();
        } else {
          const target = 1 + (number % places.length);
          if (path.includes(target)) continue;
          const change = branchOf(places, target, lastShown);
          ({ lastShown } = change);
          show(change.shown);
          const node = nodes[target];
          if (node) select(node);
        }
        expect(shown()).toEqual(below(root).map(({ seq }) => seq));
      }
    }),
    { numRuns: 300 },
  );
});
