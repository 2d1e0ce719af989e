/**
 * Brings into a form what others have changed in its record, as the page has it by now.
 * A field that was typed in since the form was sent stays as it is; where others have
 * changed it too, the form goes on from the state it had, so that the server asks which
 * is to stand. It answers whether the form is up to date then.
 */
export async function refresh(form: HTMLFormElement, sent: string): Promise<boolean> {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector<HTMLFormElement>(`form[action="${CSS.escape(form.getAttribute("action") ?? "")}"]`);
  if (!fresh) return false;
  const [mine, theirs] = [fieldsOf(form), fieldsOf(fresh)];
  if (mine.map((field) => field.name).join() !== theirs.map((field) => field.name).join()) return false; // rows were added
  const before = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(sent)) before.set(name, [...(before.get(name) ?? []), value]);
  const unsent = (field: Field): boolean => isTyped(field) && !(before.get(field.name) ?? []).includes(field.value);
  const clash = mine.some((field, i) => unsent(field) && !(before.get(field.name) ?? []).includes(theirs[i]?.value ?? ""));
  for (const [i, field] of mine.entries()) {
    const now = theirs[i];
    if (!now || unsent(field) || (clash && /^(since|base)$/.test(field.name))) continue;
    if (field instanceof HTMLInputElement && now instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) field.checked = now.checked;
    else if (field.value !== now.value) field.value = now.value;
  }
  return true;
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The fields of a form that have a name, but its buttons and files. */
function fieldsOf(form: HTMLFormElement): Field[] {
  const fields = [...form.querySelectorAll<Field>("input[name], select[name], textarea[name]")];
  return fields.filter((field) => field.type !== "file");
}

function isTyped(field: Field): boolean {
  return !/^(hidden|checkbox|radio)$/.test(field.type);
}
