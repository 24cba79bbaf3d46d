// Packs the sample project: sample/src/<id>/task.json, in the order of sample/src/order.json, becomes sample/tasks.jsonl,
// one task document a line. A string that is exactly "@name.md" stands for the file of that name beside the task.json,
// and "@task/name.md" for one of another task, without its final newline, so that long texts can be read and edited as Markdown.
//
//   node sample/pack.mjs           writes tasks.jsonl
//   node sample/pack.mjs --check   writes nothing; fails if tasks.jsonl is not what it would write

import { existsSync, readFileSync, writeFileSync } from "node:fs";

const here = new URL("./", import.meta.url);
const INCLUDED = /^@((?:[\w-]+\/)?[\w-][\w.-]*\.md)$/u;

try {
  const packed = readJson("src/order.json").map((id) => `${JSON.stringify(readTask(id))}\n`).join("");
  if (process.argv.includes("--check")) check(packed);
  else writeFileSync(new URL("tasks.jsonl", here), packed);
} catch (error) {
  console.error(`sample/pack.mjs: ${error.message}`);
  process.exitCode = 1;
}

function readTask(id) {
  const folder = `src/${id}/`;
  if (!existsSync(new URL(folder, here))) throw new Error(`order.json lists "${id}", but ${folder} is missing`);
  const task = include(readJson(`${folder}task.json`), folder);
  if (task.id !== id) throw new Error(`${folder}task.json has the id "${task.id}"`);
  return task;
}

function include(value, folder) {
  if (Array.isArray(value)) return value.map((item) => include(item, folder));
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, include(item, folder)]));
  }
  const name = typeof value === "string" && INCLUDED.exec(value)?.[1];
  return name ? readText(name.includes("/") ? `src/${name}` : folder + name).replace(/\n$/u, "") : value;
}

function check(packed) {
  if (readText("tasks.jsonl") !== packed) throw new Error("tasks.jsonl is out of date; run: node sample/pack.mjs");
}

function readJson(path) {
  try {
    return JSON.parse(readText(path));
  } catch (error) {
    throw error instanceof SyntaxError ? new Error(`${path}: ${error.message}`) : error;
  }
}

function readText(path) {
  const url = new URL(path, here);
  if (!existsSync(url)) throw new Error(`${path} is missing`);
  return readFileSync(url, "utf8");
}
