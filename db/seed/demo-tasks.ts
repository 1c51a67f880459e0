import type { TaskPriority, tasks } from "../schema/index.ts";
import { addDays, atHour, demoId } from "./demo-values.ts";

type NewTask = typeof tasks.$inferInsert;

/** `inDays` counts from today; a task with an `hour` is due at that time. */
type Open = [
  title: string,
  inDays?: number | undefined,
  hour?: number | undefined,
  priority?: TaskPriority,
  notes?: string,
];

const OPEN: Open[] = [
  ["Send the tax documents", -2, undefined, "high", "Ask for the form from last year as well."],
  ["Answer Priya about the workshop", -1],
  ["Buy milk", 0, 17, "high"],
  ["Review the pull request of Jonas", 0, undefined, "high"],
  ["Water the plants", 0],
  ["Call the dentist", 1, 9],
  ["Book the museum in Lisbon", 1],
  ["Prepare the one-on-one with Hanna", 1, 14],
  ["Write the release notes", 2, undefined, "high"],
  ["Return the library books", 3],
  ["Compare train prices for Vienna", 4],
  ["Get a quote for the boiler", 5, undefined, "normal", "Two quotes, if the first is over 400 euros."],
  ["Renew the domain", 6, 12, "high"],
  ["Buy a present for Lucía", 8],
  ["Plan the team day", 10],
  ["Check the smoke detectors", 12, undefined, "low"],
  ["Pay the insurance", 15],
  ["Upgrade Postgres on the test server", 18, 10],
  ["Swap the winter tyres", 25, undefined, "low"],
  ["Invite everybody for dinner", 30, 19, "low"],
  ["Sort the photos of the summer"],
  ["Read the book about beekeeping", undefined, undefined, "low"],
  ["Learn to make gnocchi", undefined, undefined, "low"],
  ["Find a new place for the bicycles"],
];

const weekly = (day: string) => ({ rule: `FREQ=WEEKLY;BYDAY=${day}`, timeZone: "UTC", from: "due" as const });

/** Lists, tags, repetitions and lengths of open tasks. */
const MORE: Record<string, Partial<NewTask>> = {
  "Send the tax documents": { priority: "urgent", list: "Home", tags: ["email"] },
  "Answer Priya about the workshop": { list: "Work", tags: ["email"] },
  "Buy milk": { list: "Groceries" },
  "Review the pull request of Jonas": { list: "Work", durationMinutes: 45 },
  "Water the plants": { list: "Home", recurrence: weekly("TH") },
  "Call the dentist": { tags: ["phone"], remindMinutes: 10 },
  "Prepare the one-on-one with Hanna": { list: "Work", recurrence: weekly("TU"), durationMinutes: 30 },
  "Write the release notes": { list: "Work" },
  "Pay the insurance": { list: "Home", recurrence: { rule: "FREQ=YEARLY", timeZone: "UTC", from: "due" } },
  "Check the smoke detectors": { list: "Home" },
};

const COMPLETED = [
  "Renew the passport",
  "Order new business cards",
  "Fix the kitchen tap",
  "Cancel the old phone plan",
  "Send the contract to Mehmet",
  "Buy running shoes",
  "Back up the laptop",
  "Book the train to Ghent",
  "Write to the landlord",
  "Clean the coffee machine",
  "Update the CV",
  "Prepare the budget meeting",
  "Donate the old clothes",
  "Register for the marathon",
  "Repair the garden fence",
  "Thank Ines for the cake",
];

/** Forty tasks: overdue, due today, due later, without a date, and completed. */
export function demoTasks(userId: string, now: Date): NewTask[] {
  const open = OPEN.map(([title, inDays, hour, priority = "normal", notes], at): NewTask => {
    const createdAt = addDays(now, -20 + at / 2);
    const dueAt = inDays === undefined ? null : atHour(addDays(now, inDays), hour ?? 0);
    const dueHasTime = hour !== undefined;
    return {
      ...head(title),
      userId,
      title,
      priority,
      notes,
      dueAt,
      dueHasTime,
      ...MORE[title],
      createdAt,
      updatedAt: createdAt,
    };
  });
  const completed = COMPLETED.map((title, at): NewTask => {
    const completedAt = atHour(addDays(now, -1 - at * 6), 8 + (at % 11));
    return {
      ...head(title),
      userId,
      title,
      completedAt,
      createdAt: addDays(completedAt, -5),
      updatedAt: completedAt,
    };
  });
  return [...open, ...completed];
}

const head = (title: string) => ({ id: demoId("task", title) });
