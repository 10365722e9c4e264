import * as taskhost from 'taskhost';

export async function exportedNames() {
  return Object.keys(taskhost).sort();
}
