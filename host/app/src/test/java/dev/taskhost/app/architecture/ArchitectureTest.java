package dev.taskhost.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The walls that the POMs do not hold. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.taskhost");

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        slices().matching("dev.taskhost.(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void theMiddleModulesNeverSeeEachOther() {
        for (String module : new String[] {"store", "script", "plugin", "pylib", "services", "notice"}) {
            noClasses()
                    .that()
                    .resideInAPackage("dev.taskhost." + module + "..")
                    .should()
                    .dependOnClassesThat(inOtherModulesThan(module))
                    .check(OURS);
        }
    }

    @Test
    void coreKnowsNoDatabaseNoLanguageAndNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage("dev.taskhost.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "org.graalvm..",
                        "org.pf4j..",
                        "dev.taskhost.api..",
                        "dev.taskhost.store..",
                        "dev.taskhost.script..",
                        "dev.taskhost.plugin..",
                        "dev.taskhost.pylib..",
                        "dev.taskhost.services..",
                        "dev.taskhost.notice..",
                        "dev.taskhost.app..")
                .check(OURS);
    }

    @Test
    void theApiDependsOnTheJdkAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.taskhost.api..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "javax.sql..", "dev.taskhost.api..")
                .check(OURS);
    }

    @Test
    void onlyTheSchedulerStandsAtTheRootOfCore() {
        classes()
                .that()
                .resideInAPackage("dev.taskhost.core")
                .and()
                .areTopLevelClasses()
                .should()
                .haveSimpleName("Scheduler")
                .orShould()
                .haveSimpleName("package-info")
                .check(OURS);
    }

    @Test
    void timeIsInjected() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.taskhost.core..", "dev.taskhost.store..", "dev.taskhost.plugin..", "dev.taskhost.notice..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(OURS);
    }

    @Test
    void standardStreamsBelongToTheCommands() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.taskhost.app..", "dev.taskhost.build..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(OURS);
    }

    @Test
    void everyPackageOfTheHostIsNullMarked() {
        classes()
                .that()
                .resideInAPackage("dev.taskhost..")
                .and()
                .resideOutsideOfPackage("dev.taskhost.api..")
                .and()
                .areTopLevelClasses()
                .should(stayInANullMarkedPackage())
                .check(OURS);
    }

    private static ArchCondition<JavaClass> stayInANullMarkedPackage() {
        return new ArchCondition<>("stay in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, type.getName() + " is in a package without @NullMarked"));
            }
        };
    }

    private static DescribedPredicate<JavaClass> inOtherModulesThan(String module) {
        return DescribedPredicate.describe("in another module than " + module + " and core", type -> {
            String name = type.getPackageName();
            return name.startsWith("dev.taskhost.")
                    && !name.startsWith("dev.taskhost." + module)
                    && !name.startsWith("dev.taskhost.core")
                    && !name.startsWith("dev.taskhost.api");
        });
    }
}
