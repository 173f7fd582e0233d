// Reads AsyncAPI documents with the official parser and prints what it has against them, as JSON.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const parser = new Parser();
const found = {};
for (const path of process.argv.slice(2)) {
  const { diagnostics } = await parser.parse(readFileSync(path, "utf8"));
  found[path] = diagnostics.map(({ severity, message, path: place }) => ({ severity, message, place: place.join("/") }));
}
console.log(JSON.stringify(found));
