import { useSyncExternalStore } from "react";

/** A task to be reminded of. */
export interface Reminder {
  id: string;
  title: string;
  /** "today at 5:00 PM" */
  due: string;
  /** When to remind, as ISO 8601. */
  at: string;
}

export type ReminderState = "on" | "off" | "refused" | "unsupported";

const KEY = "task-reminders";
const EVERY_MS = 5 * 60_000;
const listeners = new Set<() => void>();

function currentState(): ReminderState {
  // Browsers have no notifications on plain http, and some phones none for pages.
  if (!("Notification" in window) || !isSecureContext) return "unsupported";
  if (Notification.permission === "denied") return "refused";
  return Notification.permission === "granted" && localStorage.getItem(KEY) === "on" ? "on" : "off";
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  addEventListener("storage", onChange);
  return () => {
    listeners.delete(onChange);
    removeEventListener("storage", onChange);
  };
}

export function useReminderState(): ReminderState {
  return useSyncExternalStore(subscribe, currentState, () => "off" as const);
}

/** Switches reminders on or off in this browser. Asks for the permission, so call it on a click only. */
export async function setReminders(isOn: boolean): Promise<void> {
  if (isOn && (await Notification.requestPermission()) === "granted") localStorage.setItem(KEY, "on");
  else localStorage.removeItem(KEY);
  if (isOn) startReminders();
  else stop?.();
  for (const listener of listeners) listener();
}

/** Ends the reminders of this tab; undefined while there are none. */
let stop: (() => void) | undefined;

/** Shows a notification for each task with a time while this tab is open, if reminders are on. */
export function startReminders(): void {
  if (stop || currentState() !== "on") return;
  let timers: ReturnType<typeof setTimeout>[] = [];
  const load = async () => {
    if (currentState() !== "on") return stop?.();
    const response = await fetch("/tasks/reminders").catch(() => undefined);
    const isJson = response?.headers.get("content-type")?.startsWith("application/json");
    if (!response?.ok || !isJson) return;
    const reminders: Reminder[] = await response.json();
    for (const timer of timers) clearTimeout(timer);
    timers = reminders.flatMap((reminder) => {
      const wait = Date.parse(reminder.at) - Date.now();
      // Later ones come with the next load.
      return wait > EVERY_MS * 2 ? [] : [setTimeout(() => show(reminder), Math.max(0, wait))];
    });
  };
  const interval = setInterval(() => void load(), EVERY_MS);
  stop = () => {
    clearInterval(interval);
    for (const timer of timers) clearTimeout(timer);
    stop = undefined;
  };
  void load();
}

function show({ id, title, due, at }: Reminder): void {
  try {
    // Several tabs show one notification, because their tags are the same.
    const notification = new Notification(title, { body: `Due ${due}`, tag: `${id} ${at}` });
    notification.addEventListener("click", () => {
      window.focus();
      notification.close();
    });
  } catch {
    // Chrome on Android has the constructor, but refuses it to pages.
  }
}
