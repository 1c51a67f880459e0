import { data } from "react-router";

/**
 * The fields of a page's form.
 *
 * @throws a 400 response for a body that is missing, broken or no form
 */
export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw data("The form could not be read.", { status: 400 });
  }
}
