import { beforeEach, describe, expect, it, vi } from "vitest";
import { Draft, readDraft, setDraftOwner } from "./draft.ts";

/** The part of the browser's Storage that drafts use. */
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
  vi.stubGlobal("document", { cookie: "" });
  setDraftOwner("ann");
});

/** A composer with a draft, as in a page that has just loaded. */
function open(
  threadId: string | null,
  { typed = "", newestMessage }: { typed?: string; newestMessage?: string } = {},
) {
  const input = { value: typed };
  const draft = new Draft(threadId);
  const close = draft.attach(input, newestMessage);
  return { draft, input, close };
}

describe("A draft", () => {
  it("is restored in its own conversation only", () => {
    open("thr_1").draft.write("Half a thou");
    expect(open("thr_1").input.value).toBe("Half a thou");
    expect(open("thr_2").input.value).toBe("");
    expect(open(null).input.value).toBe("");
  });

  it("yields to text typed before hydration", () => {
    open("thr_1").draft.write("Old");
    expect(open("thr_1", { typed: "New" }).input.value).toBe("New");
    expect(readDraft("thr_1")).toBe("New");
  });

  it("moves to the conversation's id once there is one", () => {
    const { draft, input } = open(null);
    input.value = "Next";
    draft.write("Next");
    draft.moveTo("thr_1");
    expect([readDraft(null), readDraft("thr_1")]).toEqual(["", "Next"]);
  });

  it("that has moved to ChatKit stays there when the conversation gets its id", () => {
    const { draft, input } = open(null);
    draft.write("Sent in ChatKit");
    input.value = "";
    draft.moveTo("thr_1");
    expect(readDraft("thr_1")).toBe("");
  });

  it("is deleted when another user signs in", () => {
    open(null).draft.write("Secret");
    setDraftOwner("bob");
    expect(open(null).input.value).toBe("");
    setDraftOwner("ann");
    expect(open(null).input.value).toBe("");
  });
});

describe("A sent message", () => {
  it("is kept as a draft until the server has accepted it", () => {
    const { draft } = open("thr_1");
    draft.send("Hello");
    draft.write("And n");
    expect(open("thr_1").input.value).toBe("Hello\n\nAnd n");
    draft.arrived();
    expect(readDraft("thr_1")).toBe("And n");
  });

  it("returns to the composer when it is refused, before text written since", () => {
    const { draft, input } = open("thr_1");
    draft.send("Hello");
    draft.write("And n");
    draft.refused();
    expect(input.value).toBe("Hello\n\nAnd n");
    expect(readDraft("thr_1")).toBe("Hello\n\nAnd n");
  });

  it("stays a draft of its own conversation when it is refused after the user has left it", () => {
    const { draft, input, close } = open("thr_1");
    draft.send("Hello");
    close();
    input.value = "Elsewhere";
    draft.refused();
    expect(input.value).toBe("Elsewhere");
    expect(readDraft("thr_1")).toBe("Hello");
  });

  it("leaves the composer's text alone when it was one of the suggested prompts", () => {
    const { draft } = open(null, { typed: "Half a thou" });
    draft.send("Create a task");
    draft.arrived();
    expect(readDraft(null)).toBe("Half a thou");
  });

  it("is not restored when it arrived while the page was unloading", () => {
    open("thr_1").draft.send("Hello");
    expect(open("thr_1", { newestMessage: "Hello" }).input.value).toBe("");
    expect(readDraft("thr_1")).toBe("");
  });

  it("move to the account that a guest has signed up for", () => {
    const before = new Draft("thr_1");
    before.attach({ value: "half a thought" }, undefined);
    vi.stubGlobal("document", { cookie: "drafts-of=ann" });
    setDraftOwner("bob");
    expect(readDraft("thr_1")).toBe("half a thought");
  });
});
