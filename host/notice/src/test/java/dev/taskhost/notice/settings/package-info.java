@NullMarked
package dev.taskhost.notice.settings;

import org.jspecify.annotations.NullMarked;
