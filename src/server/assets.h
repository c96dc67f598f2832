/* Style and script of the server's pages: one file each, under addresses that change with them. */
#ifndef SERVER_ASSETS_H
#define SERVER_ASSETS_H

extern const char serve_style[];  /* web/serve.css: what the server's pages add to the others' */
extern const char serve_script[]; /* web/serve.js */

const char *assets_style(void); /* "/assets/1234abcd.css" */
const char *assets_script(void);

#endif
