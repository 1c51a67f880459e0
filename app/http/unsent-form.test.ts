import { expect, it } from "vitest";
import { keepForm, unsentForm } from "./unsent-form.ts";

function formOf(fields: Record<string, string | File>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

it("sends the same fields to the same path, and shows the message", () => {
  const fields = { intent: "send", key: 'a"b', text: '\n<b>Milk</b> & "bread"</textarea>' };
  const markup = unsentForm(formOf(fields), "/chat/thr_1?before=msg_1&x=1");
  expect(markup).toContain('method="post" action="/chat/thr_1?before=msg_1&amp;x=1"');
  expect(markup).toContain('<input type="hidden" name="intent" value="send">');
  expect(markup).toContain('name="key" value="a&quot;b"');
  expect(markup).toContain("\n\n&lt;b&gt;Milk&lt;/b&gt; &amp; &quot;bread&quot;&lt;/textarea&gt;</textarea>");
  expect(markup).not.toContain("multipart");
});

it("asks for files again, by their names", () => {
  const empty = new File([], "");
  const markup = unsentForm(formOf({ text: "", files: new File(["x"], "<list>.txt") }), "/chat");
  expect(markup).toContain("Attach again: &lt;list&gt;.txt");
  expect(markup).toContain('enctype="multipart/form-data"');
  expect(unsentForm(formOf({ text: "", files: empty }), "/chat")).not.toContain("Attach again");
});

it.each(["password", "newPassword", "token"])("has no form with a %s in it", (name) => {
  expect(unsentForm(formOf({ email: "ada@example.com", [name]: "x" }), "/sign-in")).toBeUndefined();
});

it("has none of thousands of fields", () => {
  const form = new FormData();
  for (let n = 0; n < 501; n++) form.append("id", String(n));
  expect(unsentForm(form, "/tasks")).toBeUndefined();
});

const post = (path: string, body: BodyInit) =>
  new Request(`http://localhost${path}`, { method: "POST", body });

it("keeps what a page has sent, whether or not the page's action has read it", async () => {
  for (const isRead of [true, false]) {
    const request = post("/chat", new URLSearchParams({ text: "Milk" }));
    const kept = keepForm(request);
    if (isRead) await request.formData();
    expect(await kept.again(503)).toContain("Milk</textarea>");
    kept.release();
  }
});

const again = (status: number, fields: Record<string, string>, path = "/chat/thr_1?x=1") =>
  keepForm(post(path, new URLSearchParams(fields))).again(status);

it("gives it back after any error of the server, and not with a page that shows it itself", async () => {
  const fields = { intent: "send", text: "Milk" };
  expect(await again(503, fields)).toContain("could not be taken");
  const perhapsTaken = await again(500, fields);
  expect(perhapsTaken).toContain('action="/chat/thr_1?x=1"');
  expect(perhapsTaken).not.toContain("could not be taken");
  for (const status of [200, 400, 409, 429]) expect(await again(status, fields)).toBeUndefined();
});

it("offers a new conversation for a message to one that is gone", async () => {
  const markup = await again(404, { intent: "send", key: "k", text: "<Milk>" });
  expect(markup).toContain('action="/chat"');
  expect(markup).toContain("new conversation");
  expect(markup).toContain("&lt;Milk&gt;</textarea>");
  for (const fields of [
    { intent: "send", text: " " },
    { intent: "rename", title: "Milk" },
  ]) {
    expect(await again(404, fields, "/history")).toBeUndefined();
  }
});

it.each([
  "/chat.data",
  "/api/chatkit",
  "/history/import",
  "/sign-in",
  "/two-factor",
  "/settings/two-factor",
  "/settings/keys",
  "//elsewhere.example/chat",
])("keeps nothing for %s", async (path) => {
  expect(await keepForm(post(path, new URLSearchParams({ text: "Milk" }))).again(503)).toBeUndefined();
});

it("has none of a body that is no form", async () => {
  const request = new Request("http://localhost/chat", {
    method: "POST",
    body: "--x",
    headers: { "content-type": "multipart/form-data; boundary=y" },
  });
  expect(await keepForm(request).again(503)).toBeUndefined();
});
