// The same in JavaScript. The row of table `task` that calls it:
//   execute_func = hello_js    trigger = interval    spec = 10    args = world

// taskKey  the row's task_key
// rest     the row's args, always strings, then an object with sub_task_id (the id of this run in
//          table `execute_task`) and __unique_trace_id__ (its trace id)
export function hello_js(taskKey, ...rest) {
  const run = rest.pop();
  console.log(`Hello ${rest.join(' ')} from ${taskKey}, run ${run.sub_task_id}`);
  return { greeted: rest };
}
