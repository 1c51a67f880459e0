import { matchTasks } from "#app/tasks/match-tasks.ts";
import { boldTitles } from "#app/tasks/task-view.ts";

const ORDINALS = [
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
];

/**
 * Reads a position in a list: "2", "#2", "number 2", "the second one", "last". Zero-based; -1 is the last.
 */
export function placeIn(words: string): number | undefined {
  const text = words
    .toLowerCase()
    .trim()
    .replace(/[.!]+$/, "");
  const [, digits] =
    /^(?:the )?(?:#|no\.? ?|number |task |option )?(\d{1,3})(?:st|nd|rd|th)?(?: one| task)?$/.exec(text) ??
    [];
  if (digits) return Number(digits) - 1;
  const [, word] = /^(?:the )?(\w+)(?: one| task)?$/.exec(text) ?? [];
  if (word === "last") return -1;
  const place = ORDINALS.indexOf(word ?? "");
  return place < 0 ? undefined : place;
}

/**
 * The tasks that the words may mean. "It" and positions refer to the tasks in the assistant's last message.
 */
export function findTarget<T extends { title: string }>(tasks: T[], words: string, lastAnswer: string): T[] {
  const matching = matchTasks(tasks, words);
  const exact = matching.some(({ title }) => title.toLowerCase() === words.toLowerCase());
  if (exact) return matching;
  const said = boldTitles(lastAnswer);
  const place = placeIn(words);
  const title =
    place !== undefined ? said.at(place) : isPronoun(words) && said.length === 1 ? said[0] : undefined;
  return title === undefined ? matching : tasks.filter((task) => task.title === title);
}

const isPronoun = (words: string) =>
  /^(?:it|that|this|that one|this one|this task|that task|the task|task|them)$/i.test(words.trim());
