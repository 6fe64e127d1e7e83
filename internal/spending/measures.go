package spending

import "guangsha/internal/measure"

// Measures is what the register hands outward, in the order of the tables.
var Measures = []measure.Measure{
	MeasurePayMonths, MeasurePayInFull, MeasurePayOnDay, MeasurePayLatest, MeasureTrainingHeld, MeasureTrainingCoverage,
	MeasureTrainingParticipation, MeasureTrainingInMonth, MeasurePrintingAccepted, MeasureBillMonths,
	MeasureBillsPaid, MeasureBillsOnTime, MeasureRegistrationLoans, MeasureRegistrationAmount,
	MeasureRegistrationOnTime, MeasureRegistrationInYear, MeasureRegistrationLastDay,
	MeasureRegistrationMedianDays, MeasureAssessments, MeasureAssessmentsPassed,
	MeasureCloudMonths, MeasureCoreMonths, MeasureDaysCovered, MeasureCostStaffPay, MeasureCostTraining,
	MeasureCostPrinting, MeasureCostTrainingPrinting, MeasureCostUtilities, MeasureCostRegistryFee,
	MeasureCostChannels, MeasureCostDataReporting, MeasureCostAssessment, MeasureCostCloudSecurity,
	MeasureCostCoreSystem, MeasureOperationsBudgetInitial, MeasureOperationsBudget, MeasureOperationsExecuted,
	MeasureRegistrationBudgetInitial, MeasureRegistrationBudget, MeasureRegistrationExecuted,
	MeasureITBudgetInitial, MeasureITBudget, MeasureITExecuted, MeasureSurveyBorrowers, MeasureSurveyPay,
	MeasureSurveyTraining, MeasureSurveyPremises, MeasureSurveyWithdrawers,
}
