import { beforeEach, describe, expect, it, vi } from "vitest";
import { Draft, keptDraft, setDraftOwner } from "./draft.ts";

/** As much of the browser's as drafts use. */
class FakeStorage {
  getItem(key: string) {
    return Object.entries(this).find(([name]) => name === key)?.[1] ?? null;
  }
  setItem(key: string, value: string) {
    Object.assign(this, { [key]: value });
  }
  removeItem(key: string) {
    Reflect.deleteProperty(this, key);
  }
}

beforeEach(() => {
  vi.stubGlobal("sessionStorage", new FakeStorage());
  setDraftOwner("ann");
});

/** A composer with a draft, as a page that has just been loaded shows it. */
function open(threadId: string | null, { typed = "", said }: { typed?: string; said?: string } = {}) {
  const input = { value: typed };
  const draft = new Draft(threadId);
  const close = draft.attach(input, said);
  return { draft, input, close };
}

describe("A draft", () => {
  it("comes back in its conversation, and in no other", () => {
    open("thr_1").draft.write("Half a thou");
    expect(open("thr_1").input.value).toBe("Half a thou");
    expect(open("thr_2").input.value).toBe("");
    expect(open(null).input.value).toBe("");
  });

  it("gives way to what was typed before the page came alive", () => {
    open("thr_1").draft.write("Old");
    expect(open("thr_1", { typed: "New" }).input.value).toBe("New");
    expect(keptDraft("thr_1")).toBe("New");
  });

  it("moves along when its conversation gets an id", () => {
    const { draft } = open(null);
    draft.write("Next");
    draft.moveTo("thr_1");
    expect([keptDraft(null), keptDraft("thr_1")]).toEqual(["", "Next"]);
  });

  it("is nobody else's", () => {
    open(null).draft.write("Secret");
    setDraftOwner("bob");
    expect(open(null).input.value).toBe("");
    setDraftOwner("ann");
    expect(open(null).input.value).toBe("");
  });
});

describe("What was sent", () => {
  it("is kept until it has arrived", () => {
    const { draft } = open("thr_1");
    draft.send("Hello");
    draft.write("And n");
    expect(open("thr_1").input.value).toBe("Hello\n\nAnd n");
    draft.arrived();
    expect(keptDraft("thr_1")).toBe("And n");
  });

  it("is back in the composer when it was refused, before what was written meanwhile", () => {
    const { draft, input } = open("thr_1");
    draft.send("Hello");
    draft.write("And n");
    draft.refused();
    expect(input.value).toBe("Hello\n\nAnd n");
    expect(keptDraft("thr_1")).toBe("Hello\n\nAnd n");
  });

  it("is a draft of its own conversation when somebody has gone elsewhere", () => {
    const { draft, input, close } = open("thr_1");
    draft.send("Hello");
    close();
    input.value = "Elsewhere";
    draft.refused();
    expect(input.value).toBe("Elsewhere");
    expect(keptDraft("thr_1")).toBe("Hello");
  });

  it("leaves alone what is in the composer when it was a prompt", () => {
    const { draft } = open(null, { typed: "Half a thou" });
    draft.send("Create a task");
    draft.arrived();
    expect(keptDraft(null)).toBe("Half a thou");
  });

  it("is no draft any more when it arrived while its page went away", () => {
    open("thr_1").draft.send("Hello");
    expect(open("thr_1", { said: "Hello" }).input.value).toBe("");
    expect(keptDraft("thr_1")).toBe("");
  });
});
