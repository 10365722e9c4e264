@NullMarked
package dev.taskhost.notice.route;

import org.jspecify.annotations.NullMarked;
