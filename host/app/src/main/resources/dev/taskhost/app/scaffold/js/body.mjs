// What {{name}} is for.

/**
 * Called once for every fire time.
 *
 * taskKey  the row's task_key
 * args     the row's args: text, always; '1,2' arrives as '1', '2'
 * kwargs   comes last: sub_task_id (this execution's id in execute_task), __unique_trace_id__ (its trace id in the
 *          logs), and whatever the row's extra has under "kwargs"
 */
export async function {{name}}(taskKey, ...args) {
  const kwargs = args.pop();
  console.log(`${taskKey}: ${args.length} arguments, execution ${kwargs.sub_task_id}`); // goes to the host's log
  return { arguments: args }; // kept in the execution's extra.result, as JSON
}
