import { authAction } from "#app/auth/auth-action.ts";
import { orOneMoment } from "#app/http/unavailable.ts";
import { AuthForm, AuthPage } from "#app/account/auth-form.tsx";
import { cameAlong, comesAlong, destination, WORDS_NOTE } from "#app/account/sign-in-words.ts";
import { doneCookie } from "#app/history/undo.ts";
import { loadSignInPage } from "#app/auth/sign-in-page.ts";
import { useBrand } from "#app/ui/brand.tsx";
import type { Route } from "./+types/sign-up";

export const loader = (args: Route.LoaderArgs) => loadSignInPage(args);
export const action = ({ request }: Route.ActionArgs) =>
  orOneMoment(
    authAction(request, "sign-up", (belongings) => {
      const text = cameAlong(belongings);
      return text && doneCookie({ text, undo: [] });
    }),
  );

export default function SignUp({ loaderData, actionData }: Route.ComponentProps) {
  const { description } = useBrand();
  const { belongings, hasWords, ...form } = loaderData;
  const place = destination(form.next);
  return (
    <AuthPage
      title="Sign up"
      intro={place ? "Afterwards you are led back." : description}
      notes={[comesAlong("sign-up", belongings), hasWords && WORDS_NOTE]}
    >
      <AuthForm mode="sign-up" problem={actionData} {...form} />
    </AuthPage>
  );
}
