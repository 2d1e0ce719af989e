/**
 * Shows the form as the server gives it to those without scripts when somebody else has
 * changed the same fields: with mine and theirs for each, nothing chosen, and all else
 * as it was typed. It answers with the form that took the place of the old one; null
 * where there is no conflict any more.
 */
export async function showConflict(form: HTMLFormElement, body: string): Promise<HTMLFormElement | null> {
  const headers = { Accept: "text/html", "Content-Type": "application/x-www-form-urlencoded" };
  const answer = await fetch(form.action, { method: "POST", headers, body });
  if (answer.status !== 409) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const action = form.getAttribute("action") ?? "";
  const asked = page.querySelector<HTMLFormElement>(`form[action="${CSS.escape(action)}"]:has(#conflicts)`);
  if (!asked) return null;
  const fresh = document.importNode(asked, true);
  form.replaceWith(fresh);
  fresh.querySelector<HTMLElement>("#conflicts")?.focus();
  return fresh;
}

/** Tells whether a form waits for somebody to choose between mine and theirs. */
export function undecided(form: HTMLFormElement): boolean {
  return form.querySelector("#conflicts") !== null;
}
