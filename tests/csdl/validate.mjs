// Reads CSDL XML files as others would: against OASIS's XML schemas, with the converter to CSDL JSON (strict),
// against the JSON schema of that, with the converter to OpenAPI, and looks up every type that is named.
// `node validate.mjs FILE…` prints what each finds and exits 1 if anything is found.
// DOCWRIGHT_CSDL_MODULES: the folder that holds `node_modules`, if it is not this one.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

const home = process.env.DOCWRIGHT_CSDL_MODULES ?? import.meta.dirname;
const require = createRequire(join(home, "package.json"));
const Ajv = require("ajv");
const { xml2json } = require("odata-csdl");
const { csdl2openapi } = require("odata-openapi");
const { validateXML } = require("xmllint-wasm");

const PRIMITIVES = [
  ..."Binary Boolean Byte Date DateTimeOffset Decimal Double Duration Guid".split(" "),
  ..."Int16 Int32 Int64 SByte Single Stream String TimeOfDay".split(" "),
];

const schemas = join(dirname(require.resolve("odata-csdl")), "..", "schemas");
const schema = (name) => ({ fileName: name, contents: readFileSync(join(schemas, name), "utf8") });

/** What the XML schemas find. */
async function againstXmlSchema(path, xml) {
  const { errors } = await validateXML({
    xml: [{ fileName: basename(path), contents: xml }],
    schema: [schema("edmx.xsd")],
    preload: [schema("edm.xsd")],
    initialMemoryPages: 2048,
    maxMemoryPages: 16384,
  });
  return errors.map((error) => `XML schema: ${error.rawMessage}`);
}

/**
 * What pages leave untyped is `Edm.Untyped` in the export: a word of CSDL 4.01 that the usual readers of 4.0
 * know, and the only one that claims nothing. This converter writes it as a schema without a type, and says so.
 */
const UNTYPED = "Unknown type: Edm.Untyped";

/** Types that the document names and neither declares nor has from OData (CSDL 4.0, section 4.4; `Edm.Untyped`). */
function danglingTypes(csdl) {
  const declared = new Set([...PRIMITIVES, "Untyped"].map((name) => `Edm.${name}`));
  for (const [namespace, schema] of Object.entries(csdl)) {
    Object.keys(schema).forEach((name) => declared.add(`${namespace}.${name}`));
  }
  const dangling = [];
  const visit = (node, place) => {
    if (node === null || typeof node !== "object") return;
    for (const [name, value] of Object.entries(node)) {
      if ((name === "$Type" || name === "$BaseType") && !declared.has(value)) {
        dangling.push(`no such type: ${value} (${place})`);
      }
      visit(value, `${place}/${name}`);
    }
  };
  visit(csdl, "");
  return dangling;
}

/** What the two converters and the JSON schema find. */
function throughConverters(xml) {
  let csdl;
  try {
    csdl = xml2json(xml, { strict: true });
  } catch (error) {
    return [`conversion to JSON: ${error.message}`];
  }
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  const matches = ajv.compile(JSON.parse(schema("csdl.schema.json").contents));
  const mismatches = matches(csdl) ? [] : matches.errors;
  const unknown = [];
  csdl2openapi(csdl, { messages: unknown, diagram: false });
  return [
    ...danglingTypes(csdl),
    ...mismatches.map((error) => `JSON schema: ${error.instancePath} ${error.message}`),
    ...unknown.filter((message) => message !== UNTYPED).map((message) => `conversion to OpenAPI: ${message}`),
  ];
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("usage: node validate.mjs FILE…");
  process.exit(2);
}
for (const path of files) {
  const xml = readFileSync(path, "utf8");
  const found = [...(await againstXmlSchema(path, xml)), ...throughConverters(xml)];
  found.slice(0, 50).forEach((finding) => console.log(`${path}: ${finding}`));
  console.log(`${path}: ${found.length === 0 ? "valid" : `${found.length} findings`}`);
  if (found.length > 0) process.exitCode = 1;
}
