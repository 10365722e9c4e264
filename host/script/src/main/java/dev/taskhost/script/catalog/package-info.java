/** The scripts folder as it stood at one moment: its files, the names they define, what a row's name means there. */
@NullMarked
package dev.taskhost.script.catalog;

import org.jspecify.annotations.NullMarked;
