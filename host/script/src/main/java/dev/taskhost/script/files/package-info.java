/** What interpreters see of the file system. */
@NullMarked
package dev.taskhost.script.files;

import org.jspecify.annotations.NullMarked;
