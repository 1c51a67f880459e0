import { randomBytes } from "node:crypto";
import { auth } from "#app/auth/auth.ts";
import { resetUrl } from "#app/auth/mail/account-mails.ts";
import { invitation as invitationLetter } from "#app/auth/mail/letters.ts";
import { hasMail, post } from "#app/auth/mail/send.ts";
import { makeInvitation } from "#app/auth/sign-ups.ts";
import { deleteAccount } from "#app/account/deletion.server.ts";
import { linkOrigin } from "#app/http/origin.ts";
import { setRole } from "#db/queries/accounts.ts";
import { createAccount, isLastAdministrator, listUsers } from "#db/queries/admin-users.ts";
import { listInvitations, revokeInvitation } from "#db/queries/invitations.ts";
import type { Database } from "#db/types.ts";
import { requireUser } from "./find-user.server.ts";
import { operation, OperationError } from "./operation.server.ts";

const HOUR_MS = 60 * 60 * 1000;

const list = operation("users.list", {
  async run({ db }, { query, guests, limit, cursor }) {
    const { rows, nextCursor } = await listUsers(db, { q: query, guests, limit, cursor });
    const users = rows.map(({ isGuest, ...user }) => ({
      ...user,
      email: isGuest ? null : user.email,
      kind: isGuest ? "guest" : user.role,
    }));
    return { result: { users, next: nextCursor } };
  },
});

const create = operation("users.create", {
  async run({ db }, { password, ...input }) {
    const { password: hasher } = await auth.$context;
    const passwordHash = password === undefined ? null : await hasher.hash(password);
    const id = await createAccount(db, { ...input, passwordHash });
    if (id === undefined) throw new OperationError(`There is an account with ${input.email} already.`);
    const link = password === undefined ? await newResetLink(id) : null;
    return { result: { id, link }, audit: { userId: id, detail: { role: input.role } } };
  },
});

const invite = operation("users.invite", {
  async run({ actor }, input) {
    const createdById = actor.via === "page" ? actor.userId : null;
    const made = await makeInvitation({
      email: input.email ?? null,
      role: input.role,
      maxUses: input.uses,
      days: input.days,
      createdById,
    });
    const isSent = hasMail && input.email !== undefined;
    if (isSent) post(input.email ?? "", invitationLetter(made.url, input.days));
    return {
      result: { ...made, sent: isSent },
      audit: { detail: { id: made.id, role: input.role, uses: input.uses, days: input.days } },
    };
  },
});

const invitations = operation("users.invitations", {
  async run({ db }, { limit }) {
    const rows = await listInvitations(db, limit);
    return { result: rows.map(({ tokenHash: _tokenHash, ...invitation }) => invitation) };
  },
});

const uninvite = operation("users.uninvite", {
  async run({ db }, { id }) {
    if (!(await revokeInvitation(db, id))) throw new OperationError(`There is no invitation ${id}.`);
    return { result: { id, revoked: true }, audit: { detail: { id } } };
  },
});

const resetLink = operation("users.reset-link", {
  async run({ db }, { user }) {
    const found = await requireUser(db, user);
    if (found.isAnonymous) throw new OperationError("A guest has no password.");
    return { result: { link: await newResetLink(found.id) }, audit: { userId: found.id } };
  },
});

const setUserRole = operation("users.role", {
  async run({ db }, { user, role: next }) {
    const found = await requireUser(db, user);
    if (found.isAnonymous) throw new OperationError("A guest can’t be an administrator.");
    if (next === "member") await keepAnAdministrator(db, found.id);
    await setRole(db, { userId: found.id, role: next });
    return { result: { id: found.id, role: next }, audit: { userId: found.id, detail: { role: next } } };
  },
});

const remove = operation("users.delete", {
  async run({ db, actor }, { user }) {
    const found = await requireUser(db, user);
    if (actor.via === "page" && actor.userId === found.id) {
      throw new OperationError("Delete your own account in its settings.");
    }
    await keepAnAdministrator(db, found.id);
    const { gone } = await deleteAccount(found.id);
    // The command's process ends when it is done. A page doesn't wait.
    if (actor.via === "command") await gone;
    const made = found.createdAt.toISOString().slice(0, 10);
    return {
      result: { id: found.id, deleted: true },
      audit: { detail: { made, guest: found.isAnonymous === true } },
    };
  },
});

export const userOperations = {
  "users.list": list,
  "users.create": create,
  "users.invite": invite,
  "users.invitations": invitations,
  "users.uninvite": uninvite,
  "users.reset-link": resetLink,
  "users.role": setUserRole,
  "users.delete": remove,
};

async function newResetLink(userId: string): Promise<string> {
  const { internalAdapter } = await auth.$context;
  const token = randomBytes(24).toString("base64url");
  await internalAdapter.createVerificationValue({
    identifier: `reset-password:${token}`,
    value: userId,
    expiresAt: new Date(Date.now() + HOUR_MS),
  });
  return resetUrl(linkOrigin(), token);
}

async function keepAnAdministrator(db: Database, userId: string): Promise<void> {
  if (!(await isLastAdministrator(db, userId))) return;
  throw new OperationError("This is the only administrator. Make somebody else one first.");
}
