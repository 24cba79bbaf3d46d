// What every page here does: the workbench gets its attributes from the query.

for (const [name, value] of new URLSearchParams(location.search)) {
  for (const workbench of document.querySelectorAll('corrigenda-workbench')) workbench.setAttribute(name, value);
}
