/** What is dropped into a folder: noticing that, and keeping what was there before. */
@NullMarked
package dev.taskhost.core.folder;

import org.jspecify.annotations.NullMarked;
