/** What the host gives to Python scripts: modules, facts about itself, and its log. */
@NullMarked
package dev.taskhost.script.library;

import org.jspecify.annotations.NullMarked;
