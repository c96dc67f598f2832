// Prints the rules of the NHS.UK frontend that planassure's pages use: node nhsuk.mjs STYLESHEET.
// A selector stays when every class in it is in the list below; fonts (their licence forbids to
// embed them) and rules for old browsers go. The same input gives the same bytes.
import { readFileSync } from "node:fs";

const used = new Set(
  `template template__body width-container main-wrapper skip-link
  heading-xl heading-l heading-m heading-s heading-xs caption-xl caption-l caption-m
  body body-l body-m body-s lede-text list list--bullet link
  header header__container header__service header__service-name
  footer footer__meta footer__copyright
  tag tag--white tag--grey tag--green tag--aqua-green tag--blue tag--purple tag--red tag--orange
  tag--yellow
  summary-list summary-list__row summary-list__key summary-list__value summary-list--no-border
  details details__summary details__summary-text details__text
  table table__caption table__caption--m table__caption--s table__head table__body table__row
  table__header table__header--numeric table__cell table__cell--numeric
  table-responsive table-responsive__heading
  inset-text warning-callout warning-callout__label
  form-group label select button button--secondary button--small hint
  u-visually-hidden`
    .split(/\s+/)
    .map((name) => `nhsuk-${name}`),
);

const css = readFileSync(process.argv[2], "utf8");

// The text between the brace at `at` and the one that closes it, and where that stands.
function block(at) {
  let depth = 0;
  for (let i = at; i < css.length; i++) {
    if (css[i] === '"' || css[i] === "'") i = css.indexOf(css[i], i + 1);
    else if (css[i] === "{") depth++;
    else if (css[i] === "}" && --depth === 0) return i;
  }
  throw new Error("a brace is not closed");
}

function keepsSelector(selector) {
  const classes = selector.match(/\.[A-Za-z_][\w-]*/g) ?? [];
  if (classes.length === 0) return /^(html|body|a|abbr|code|pre|hr|strong|b|i|em)?$/.test(selector);
  const odd = /:(visited|active|has)|\[class|\[data-|::-|\\/;
  return classes.every((name) => used.has(name.slice(1))) && !odd.test(selector);
}

// Selectors are divided by commas outside brackets.
function split(selectors) {
  const parts = [""];
  let depth = 0;
  for (const c of selectors) {
    if (c === "(" || c === "[") depth++;
    if (c === ")" || c === "]") depth--;
    if (c === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += c;
  }
  return parts;
}

function keepsMedia(rule) {
  return /^@media/.test(rule) && !/-ms-|forced-colors|screen\\|hover:none|min-width:1024/.test(rule);
}

// The kept rules of css[from, to).
function rules(from, to) {
  let out = "";
  for (let at = from; at < to; ) {
    const open = css.indexOf("{", at);
    const semicolon = css.indexOf(";", at);
    if (semicolon >= 0 && semicolon < open) {
      at = semicolon + 1; // @charset
      continue;
    }
    if (open < 0 || open >= to) break;
    const close = block(open);
    const head = css.slice(at, open).trim();
    if (head.startsWith("@")) {
      const inner = keepsMedia(head) ? rules(open + 1, close) : "";
      if (inner) out += `${head}{\n${inner}}\n`;
    } else {
      const kept = split(head).filter(keepsSelector);
      const body = css.slice(open + 1, close);
      if (kept.length && body && !body.includes("url(")) out += `${kept.join(",")}{${body}}\n`;
    }
    at = close + 1;
  }
  return out;
}

const version = /--nhsuk-frontend-version:"([\d.]+)"/.exec(css)?.[1];
if (!version) throw new Error(`${process.argv[2]} is no style sheet of the NHS.UK frontend`);
const kept = rules(0, css.length);
if (!kept.includes(".nhsuk-tag--green") || kept.includes("</")) throw new Error("unexpected rules");
process.stdout.write(
  `/*! nhsuk-frontend ${version}, parts; MIT licence, Copyright (c) 2018 Crown Copyright NHS England */\n${kept}`,
);
