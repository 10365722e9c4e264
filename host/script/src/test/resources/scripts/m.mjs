import { name } from './h.js';
import whole from './h.js';
export default function m(k) { return [name, whole.fn()]; }
