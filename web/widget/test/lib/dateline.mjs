import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atTheEnd, standing } from "./cleanup.mjs";
import { fileURLToPath } from "node:url";

const binary = fileURLToPath(new URL("../../../../bin/dateline", import.meta.url));

/** Runs a command of the real program, and gives what it printed. */
export async function run(args, input) {
  const child = spawn(binary, args, { stdio: ["pipe", "pipe", "pipe"] });
  let out = "", log = "";
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (log += text));
  child.stdin.end(input);
  const code = await new Promise((done) => child.on("close", done));
  if (code !== 0) throw new Error(`dateline ${args.join(" ")} ended with ${code}:\n${log}`);
  return out;
}

/** A database of its own, gone after the tests. */
export async function database() {
  const dir = await mkdtemp(join(tmpdir(), "dateline-widget-"));
  atTheEnd(() => rm(dir, { recursive: true, force: true }));
  return join(dir, "timeline.db");
}

let shared;

/** The server of all tests of this process that only read the bundled story. */
export const bundled = () => (shared ??= serve());

/** The real server on a free port of loopback, stopped after the tests. */
export const serve = (options) => standing(() => started(options));

async function started({ db, port = 0 } = {}) {
  const file = db ?? (await database());
  const child = spawn(binary, ["serve", "--addr", `127.0.0.1:${port}`, "--db", file], { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  const ended = new Promise((done) => child.on("close", done));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  await atTheEnd(stop);
  const origin = await new Promise((found, failed) => {
    const read = (text) => {
      log += text;
      const url = /\burl=(http:\S+)/.exec(log);
      if (url) found(url[1]);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", failed);
    child.on("close", (code) => failed(new Error(`the server ended with ${code}:\n${log}`)));
  });
  return { origin, db: file, port: Number(new URL(origin).port), stop };
}
