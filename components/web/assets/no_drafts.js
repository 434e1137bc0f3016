// The sign-in page shows when no sign-in of this browser lives: what was typed and not saved under one is erased
// (components/drafts.js). Also where a browser does not heed Clear-Site-Data, and when a tab wrote on while it left.
for (const kind of ["localStorage", "sessionStorage"]) {
  try {
    for (const name of Object.keys(window[kind])) if (name.startsWith("beredskab-kladde ")) window[kind].removeItem(name)
  } catch {
    // forbidden: then nothing was kept in it
  }
}
