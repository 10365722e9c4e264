/** How scripts reach what the host lends: functions that take and give texts. */
@NullMarked
package dev.taskhost.script.service;

import org.jspecify.annotations.NullMarked;
