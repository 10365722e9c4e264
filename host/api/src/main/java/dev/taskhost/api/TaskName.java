package dev.taskhost.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name by which a row's {@code execute_func} calls a {@link Task}.
 *
 * <p>It is optional: a class is always found by its simple name ({@code CleanOrders}), its full name ({@code
 * com.acme.CleanOrders}), and its simple name behind the plugin's id ({@code acme:CleanOrders}). With the annotation,
 * {@code clean_orders} and {@code acme:clean_orders} find it as well.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TaskName {
    /**
     * The name.
     *
     * @return not empty; without white space, dots, colons, slashes, quotes and parentheses
     */
    String value();
}
