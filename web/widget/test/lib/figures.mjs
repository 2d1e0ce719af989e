/** A reporter for node --test: what tests measured, a line each, and which of them failed. */
export default async function* figures(source) {
  for await (const { type, data } of source) {
    // The runner's own counts are told without a file.
    if (type === "test:diagnostic" && data.file) yield `${data.message}\n`;
    if (type === "test:fail") yield `FAILED: ${data.name}\n${data.details.error?.cause ?? data.details.error}\n`;
  }
}
