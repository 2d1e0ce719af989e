/**
 * Adds and removes rows of a form in place, where without scripts the form is sent for
 * it. A row comes from the <template data-row="NAME"> beside its list.
 */
export function enhanceRows(main: HTMLElement): void {
  main.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[name="add"]');
    const template = button?.form?.querySelector<HTMLTemplateElement>(`template[data-row="${CSS.escape(button.value)}"]`);
    const list = template?.parentElement?.querySelector<HTMLElement>("[data-rows]");
    if (!button || !template || !list) return;
    event.preventDefault();
    const row = numbered(template, list.children.length);
    list.append(row);
    main.dispatchEvent(new CustomEvent("rows-added"));
    list.lastElementChild?.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
  });
}

/** A copy of a row whose ids are its own: {n} in them is the number of the row. */
function numbered(template: HTMLTemplateElement, n: number): DocumentFragment {
  const row = template.content.cloneNode(true) as DocumentFragment;
  for (const element of row.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) if (value.includes("{n}")) element.setAttribute(name, value.replaceAll("{n}", String(n)));
  }
  return row;
}
