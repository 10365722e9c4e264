@NullMarked
package dev.taskhost.app.config;

import org.jspecify.annotations.NullMarked;
