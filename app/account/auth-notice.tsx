/** Something that has happened, above a form of the sign-in pages. */
export function AuthNotice({ text }: { text: string | undefined }) {
  return (
    <p role="status" className="rounded-lg bg-hover px-3 py-2 text-sm empty:hidden">
      {text}
    </p>
  );
}
