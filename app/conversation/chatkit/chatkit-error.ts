/** Errors after which the element is gone. */
const FATAL = new Set(["FatalAppError", "IntegrationError", "DomainVerificationRequestError"]);

/** What an error of ChatKit's means for its element. */
type Meaning =
  /** OpenAI doesn't know the domain, or the key isn't its own. */
  | "domain refused"
  /** The element died of an option that this build doesn't know. */
  | "options refused"
  | "fatal"
  /** Something failed, a load for example, in an element that goes on. */
  | "passing";

/** Reads an error by its name and message, which is all that ChatKit tells. */
export function meaningOf({ name, message }: Error): Meaning {
  if (name === "IntegrationError" && message.startsWith("Domain verification failed"))
    return "domain refused";
  if (name === "FatalAppError" && message.startsWith("ChatKit.create()")) return "options refused";
  return FATAL.has(name) ? "fatal" : "passing";
}
